// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.resource;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.notenboom.hosting.customer.status.Condition;
import io.notenboom.hosting.customer.status.Condition.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a customer's node is.
 *
 * @param observedGeneration generation of the specification that this is about
 * @param phase the phase that follows from the conditions, as documents name it
 * @param version version of the software that the node was told to run
 * @param conditions one for each step of the plan that was begun
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record NutsCustomerStatus(
        @Nullable Long observedGeneration,
        @Nullable String phase,
        @Nullable String version,
        @Nullable List<WrittenCondition> conditions) {

    public NutsCustomerStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    /** The conditions, as the model has them. */
    public List<Condition> model() {
        return conditions == null
                ? List.of()
                : conditions.stream().map(WrittenCondition::model).toList();
    }

    /**
     * A condition as Kubernetes writes it.
     *
     * @param type what
     * @param status {@code True}, {@code False} or {@code Unknown}
     * @param reason why, one word
     * @param message why, for people
     * @param lastTransitionTime when the status changed
     * @param observedGeneration generation that it is about
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record WrittenCondition(
            String type,
            String status,
            String reason,
            String message,
            String lastTransitionTime,
            @Nullable Long observedGeneration) {

        /** A condition of the model. */
        public static WrittenCondition of(Condition condition) {
            return new WrittenCondition(
                    condition.type(),
                    condition.status().wireName(),
                    condition.reason(),
                    condition.message(),
                    condition.since().toString(),
                    condition.generation());
        }

        /** The same in the model; a status that is not known counts as unknown. */
        Condition model() {
            Status known = Arrays.stream(Status.values())
                    .filter(value -> value.wireName().equals(status))
                    .findFirst()
                    .orElse(Status.UNKNOWN);
            return new Condition(
                    type,
                    known,
                    reason,
                    message,
                    Instant.parse(lastTransitionTime),
                    observedGeneration == null ? 0 : observedGeneration);
        }
    }
}
