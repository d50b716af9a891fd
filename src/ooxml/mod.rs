//! Zip packages, XML and relationships with limits, shared by DOCX and XLSX both ways.
