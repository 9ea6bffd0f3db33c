//! Ways to show a report, one file each; none decides what is wrong.
