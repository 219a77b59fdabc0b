/**
 * Frequency caps and quiet hours: how they are written, and what they say of a message. Pure, and the same for those who send and for those
 * who ask what would have been sent.
 */
package io.itinera.policies;
