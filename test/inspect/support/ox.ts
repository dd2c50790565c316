/** A record of the family `zoo` with a value in every kind of field. */
export const ox = {
  $name: "zoo_animal",
  name: "naïve\udcff",
  born: -5n,
  weight: 1.5,
  colour: 1,
  rights: 5,
  legs: 4,
  tail: 9,
  where: { x: -1, y: 7 },
  mood: 0xcafe,
  luck: -2,
  dice: [1, 2, 3],
};
