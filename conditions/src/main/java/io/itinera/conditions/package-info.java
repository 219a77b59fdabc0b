/** The condition language of journeys and segments: parse, type-check, evaluate, explain. Pure JDK. */
package io.itinera.conditions;
