import { describeWays, wayNames } from "../testing/law-of-ways.ts";

describeWays("ways", wayNames("ways"));
