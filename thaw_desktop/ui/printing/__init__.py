"""Pages of a pack on paper or in a PDF file."""
