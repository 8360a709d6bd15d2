//! What a validator has found out about one instance: several schemas of one value ask for the same of what is inside it, at
//! each of its levels.
//!
//! What is still asked is taken for granted, as an heir asks its parent, which asks for the heir. Such a guess may turn out
//! wrong, so that what was found by it is forgotten then.

use std::collections::HashMap;

use serde_json::Value;

/// Whether a part of an instance is what a schema says: the schema's name, and the part.
pub type Question = (String, *const Value);

/// How many questions are open below the first one that an answer rests on.
type Ground = usize;

/// The ground of an answer that rests on no guess.
const FIRM: Ground = usize::MAX;

/// The answers, and the questions that are open.
#[derive(Debug, Default)]
pub struct Known {
    answers: HashMap<Question, Answer>,
    open: Vec<Open>,
    /// What was found true by guesses that are still open, in this order.
    guessed: Vec<Question>,
}

#[derive(Clone, Copy, Debug)]
enum Answer {
    /// It is asked already: so many were open before it.
    Asked(Ground),
    Found(bool, Ground),
}

#[derive(Debug)]
struct Open {
    question: Question,
    /// The first of the guesses that were made for it.
    ground: Ground,
    /// What had been guessed before.
    guessed: usize,
}

impl Known {
    /// Forgets everything: another instance is judged.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// The answer if it is known; else the question is open from here on.
    pub fn ask(&mut self, question: Question) -> Option<bool> {
        let (answer, ground) = match self.answers.get(&question) {
            Some(Answer::Asked(before)) => (true, *before),
            Some(Answer::Found(answer, ground)) => (*answer, *ground),
            None => {
                let asked = Answer::Asked(self.open.len());
                self.answers.insert(question.clone(), asked);
                self.open.push(Open {
                    question,
                    ground: FIRM,
                    guessed: self.guessed.len(),
                });
                return None;
            }
        };
        self.rest_on(ground);
        Some(answer)
    }

    /// The question that is open rests on a guess.
    fn rest_on(&mut self, ground: Ground) {
        if let Some(open) = self.open.last_mut() {
            open.ground = open.ground.min(ground);
        }
    }

    /// The question that is open rests on the first of all, as nothing further was asked.
    pub fn guess(&mut self) {
        self.rest_on(0);
    }

    /// Answers the question that was opened last. It `lasts` unless another value may come to be at the same place.
    pub fn answer(&mut self, answer: bool, lasts: bool) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let is_guess = answer && open.ground < self.open.len();
        if !answer {
            for wrong in self.guessed.drain(open.guessed..) {
                self.answers.remove(&wrong);
            }
        } else if !is_guess {
            for right in self.guessed.drain(open.guessed..) {
                if let Some(Answer::Found(_, ground)) = self.answers.get_mut(&right) {
                    *ground = FIRM;
                }
            }
        }
        // What is refused although guesses are for it is refused without them as well.
        let ground = if is_guess { open.ground } else { FIRM };
        self.rest_on(ground);
        match lasts {
            true => self
                .answers
                .insert(open.question.clone(), Answer::Found(answer, ground)),
            false => self.answers.remove(&open.question),
        };
        if is_guess && lasts {
            self.guessed.push(open.question);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guess_that_turns_out_wrong_is_forgotten() {
        let value = Value::Null;
        let question = |name: &str| (name.to_owned(), std::ptr::from_ref(&value));
        let mut known = Known::default();
        assert_eq!(known.ask(question("parent")), None);
        assert_eq!(known.ask(question("heir")), None);
        assert_eq!(known.ask(question("part")), None);
        known.answer(true, true);
        assert_eq!(known.ask(question("between")), None);
        assert_eq!(known.ask(question("parent")), Some(true), "a guess");
        known.answer(true, true);
        assert_eq!(known.ask(question("between")), Some(true), "a guess, too");
        known.answer(false, true);
        assert_eq!(known.ask(question("part")), Some(true), "no guess");
        assert_eq!(known.ask(question("heir")), Some(false));
        assert_eq!(known.ask(question("between")), None, "forgotten");
        known.answer(true, true);
        known.answer(true, true);
        assert_eq!(known.ask(question("between")), Some(true));
    }
}
