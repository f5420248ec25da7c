package bolt

// OutOfRoom is for the test of how errors are told apart.
var OutOfRoom = outOfRoom
