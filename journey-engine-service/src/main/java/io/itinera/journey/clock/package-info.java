/** What time it is: this machine's clock, as long as the suite's other clocks do not say that it is wrong. */
package io.itinera.journey.clock;
