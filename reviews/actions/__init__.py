"""What people do in a seat review, a subject a file. Every act has a person; a task has none, so no task can decide."""
