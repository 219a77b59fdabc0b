/** Learning from what happened, as pure arithmetic: which arm, which channel, which hour. Chance comes in as numbers drawn by hash. */
package io.itinera.journey.learning;
