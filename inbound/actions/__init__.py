"""Acts around mail that came in, a file a subject. Each happens whole or not at all."""
