"""What ships beside the code: what is known of Finnish, as data with its doubts, places, themes, models."""
