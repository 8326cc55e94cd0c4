/** How long a statement of an open database waits for another program's transaction, milliseconds: the process stands still meanwhile. */
export const patience = 100;
