import { describeWays, wayNames } from "../testing/law-of-ways.ts";

describeWays("knobs", wayNames("knobs"));
