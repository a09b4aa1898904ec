"""Acts that touch several rows or tell somebody, a file a subject. Each happens whole or not at all."""
