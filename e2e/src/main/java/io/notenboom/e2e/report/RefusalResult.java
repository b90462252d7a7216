// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Outcome of one attempt that must be refused.
 *
 * @param name what was tried
 * @param status HTTP status of the gateway's answer
 * @param decisionId decision of the PDP, as told by the gateway
 * @param reason what the decision log says of it
 * @param ok whether it was refused in the right way, for the right reason
 */
public record RefusalResult(
        @JsonProperty("name") String name,
        @JsonProperty("status") int status,
        @JsonProperty("decisionId") String decisionId,
        @JsonIgnore String reason,
        @JsonProperty("ok") boolean ok) {}
