"""What one Finnish word can be: its readings and base form, its compound parts, its family, its denial.

Whatever is known of Finnish as such stands in `resources` as data with its doubts; this room applies it. It
knows tokens, and no names, themes or engines.
"""
