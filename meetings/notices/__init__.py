"""What people are told around meetings, a file a subject; `notices.apps` reads them all."""
