/** The place among a process's files of the line on which signs of life are asked for and given. */
export const pulseLine = 4;
