//! Many short lists of numbers, of each the newest, in few blocks of memory. In: numbers as they come and go. Out: a list,
//! oldest first. Never: an allocation per list, or a second place in memory to look up before a number is written.

/// A list stands in its own row up to this length.
const FEW: usize = 3;
/// The longest list; the oldest number gives way.
const RING_MAX: usize = 64;
/// A list has room for 8, 16, 32 or 64 numbers.
const CLASSES: usize = 4;
const ROOM_MIN: usize = 8;

/// One list.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ring {
    few: [u32; FEW],
    /// Which block of its class it has.
    block: u32,
    /// 0: it stands in `few`; else its class, from 1.
    class: u8,
    start: u8,
    count: u8,
}

/// Where the longer lists stand.
#[derive(Debug, Clone, Default)]
pub(super) struct Rings {
    classes: [Class; CLASSES],
}

/// Blocks of one size.
#[derive(Debug, Clone, Default)]
struct Class {
    numbers: Vec<u32>,
    free: Vec<u32>,
}

impl Class {
    fn take(&mut self, room: usize) -> u32 {
        self.free.pop().unwrap_or_else(|| {
            let at = self.numbers.len();
            self.numbers.resize(at + room, 0);
            u32::try_from(at / room).unwrap_or(u32::MAX)
        })
    }
}

fn room(class: u8) -> usize {
    ROOM_MIN << usize::from(class.saturating_sub(1))
}

impl Rings {
    fn slots(&self, ring: &Ring) -> &[u32] {
        let (room, block) = (room(ring.class), ring.block as usize);
        let class = self.classes.get(usize::from(ring.class).wrapping_sub(1));
        class.and_then(|class| class.numbers.get(block * room..(block + 1) * room)).unwrap_or_default()
    }

    /// Adds the newest number.
    pub(super) fn push(&mut self, ring: &mut Ring, number: u32) {
        let count = usize::from(ring.count);
        let full = if ring.class == 0 { FEW } else { room(ring.class) };
        if count == full && full < RING_MAX {
            self.grow(ring);
        }
        if ring.class == 0 {
            ring.few.get_mut(count).into_iter().for_each(|slot| *slot = number);
            ring.count += 1;
            return;
        }
        let room = room(ring.class);
        let at = (usize::from(ring.start) + count) % room;
        let class = self.classes.get_mut(usize::from(ring.class) - 1);
        let slot = class.and_then(|class| class.numbers.get_mut(ring.block as usize * room + at));
        slot.into_iter().for_each(|slot| *slot = number);
        if count == room {
            ring.start = ((usize::from(ring.start) + 1) % room) as u8;
        } else {
            ring.count += 1;
        }
    }

    /// Moves a full list to where there is more room.
    fn grow(&mut self, ring: &mut Ring) {
        let numbers: Vec<u32> = self.numbers(ring).collect();
        let class = ring.class + 1;
        self.free(ring);
        let Some(blocks) = self.classes.get_mut(usize::from(class) - 1) else { return };
        let block = blocks.take(room(class));
        *ring = Ring { block, class, ..Ring::default() };
        numbers.into_iter().for_each(|number| self.push(ring, number));
    }

    /// Drops the oldest number where it is this one.
    pub(super) fn leave(&mut self, ring: &mut Ring, number: u32) {
        if self.numbers(ring).next() != Some(number) {
            return;
        }
        ring.count -= 1;
        if ring.class == 0 {
            ring.few.rotate_left(1);
        } else {
            ring.start = ((usize::from(ring.start) + 1) % room(ring.class)) as u8;
        }
    }

    /// Empties a list and gives back its room.
    pub(super) fn free(&mut self, ring: &mut Ring) {
        if let Some(class) = self.classes.get_mut(usize::from(ring.class).wrapping_sub(1)) {
            class.free.push(ring.block);
        }
        *ring = Ring::default();
    }

    /// The numbers of a list, oldest first.
    pub(super) fn numbers<'a>(&'a self, ring: &'a Ring) -> impl Iterator<Item = u32> + 'a {
        let (from, before) = self.halves(ring);
        from.iter().chain(before).copied()
    }

    /// Takes the numbers of a list, oldest first.
    pub(super) fn each(&self, ring: &Ring, mut take: impl FnMut(u32)) {
        let (from, before) = self.halves(ring);
        from.iter().for_each(|number| take(*number));
        before.iter().for_each(|number| take(*number));
    }

    /// The older and the newer part of a list as it stands in its slots.
    fn halves<'a>(&'a self, ring: &'a Ring) -> (&'a [u32], &'a [u32]) {
        let slots = if ring.class == 0 { &ring.few[..] } else { self.slots(ring) };
        let (before, from) = slots.split_at_checked(usize::from(ring.start)).unwrap_or_default();
        let from = from.get(..usize::from(ring.count)).unwrap_or(from);
        (from, before.get(..usize::from(ring.count) - from.len()).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::VecDeque;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

        #[test]
        fn a_ring_is_a_queue_of_the_newest(steps in prop::collection::vec((0usize..3, 0u8..10), 0..1500)) {
            let (mut rings, mut lists) = (Rings::default(), [Ring::default(); 3]);
            let mut known: [VecDeque<u32>; 3] = Default::default();
            for (number, (which, what)) in steps.into_iter().enumerate() {
                let (number, list, queue) = (number as u32, &mut lists[which], &mut known[which]);
                match what {
                    0 => {
                        rings.leave(list, queue.front().copied().unwrap_or(number));
                        queue.pop_front();
                    }
                    1 if queue.len() == RING_MAX => {
                        rings.free(list);
                        queue.clear();
                    }
                    _ => {
                        rings.push(list, number);
                        queue.push_back(number);
                        queue.drain(..queue.len().saturating_sub(RING_MAX));
                    }
                }
                for (list, queue) in lists.iter().zip(&known) {
                    prop_assert!(rings.numbers(list).eq(queue.iter().copied()));
                }
            }
        }
    }
}
