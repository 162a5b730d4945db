"""The networks of the papers, a file each, written from their papers."""
