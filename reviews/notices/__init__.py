"""What people are told about a seat review, a file a reader. Never what is said in it."""
