//! Which characters can't be seen: what a text from a document must not carry into source code, a message or a terminal.

/// Whether a character has no look of its own, or changes how the text around it is shown: soft hyphens, joiners, marks of
/// direction, separators of lines and paragraphs, fillers, tags. Control characters have [`char::is_control`]; selectors of
/// the forms of emoji are harmless and common.
pub fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}
