"""Looking into a mail somebody sent, by a child process of few means (inbound.limited). Nothing here knows Django."""
