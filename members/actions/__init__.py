"""What happens to people's place in a chapter, a subject a file."""
