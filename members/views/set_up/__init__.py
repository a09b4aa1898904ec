"""What officers set up for their chapter, a page a file."""
