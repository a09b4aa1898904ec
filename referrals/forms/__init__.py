"""What members type about slips and thanks, a file a subject."""
