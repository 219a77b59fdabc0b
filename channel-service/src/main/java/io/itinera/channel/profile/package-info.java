/** Asks profile-service for a profile's traits: for previews and for messages that the API asks for, never per message. */
package io.itinera.channel.profile;
