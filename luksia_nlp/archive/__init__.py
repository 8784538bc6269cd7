"""Archives: many articles analysed in parts on the disk, and read back without holding them all."""
