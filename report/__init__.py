"""The monthly report: from a month of a build to plain data, to sentences, to a PDF."""
