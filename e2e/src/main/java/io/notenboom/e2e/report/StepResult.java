// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Outcome of one numbered step.
 *
 * @param number 1 to 9
 * @param name what the step does
 * @param ok whether everything in it went as it must
 * @param milliseconds how long it took
 */
public record StepResult(
        @JsonProperty("n") int number,
        @JsonProperty("name") String name,
        @JsonProperty("ok") boolean ok,
        @JsonProperty("ms") long milliseconds) {}
