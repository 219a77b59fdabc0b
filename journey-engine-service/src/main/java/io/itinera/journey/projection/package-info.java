/** Topics read into stores: a batch is tried again until its store has it, and what cannot be used is put away once. */
package io.itinera.journey.projection;
