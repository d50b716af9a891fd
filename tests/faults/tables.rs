//! Statutory tables in other shapes, in two copies, with opposite labels.
