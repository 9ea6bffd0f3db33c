//! The binary as its user meets it: exit statuses, streams, files named in every way.
