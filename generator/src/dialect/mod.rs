//! Small named rewrites that bring every dialect to one form.
