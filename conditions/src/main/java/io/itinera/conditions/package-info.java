/**
 * The condition language of journeys and segments: parse, check, evaluate, explain, write back. Made of the JDK and of RE2/J, whose
 * expressions take time linear in the text, so that no author's expression can stop a partition.
 */
package io.itinera.conditions;
