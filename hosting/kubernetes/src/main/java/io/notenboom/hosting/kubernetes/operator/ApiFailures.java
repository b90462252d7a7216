// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** What a call that the API server did not carry out means for a step. */
final class ApiFailures {

    private ApiFailures() {}

    /** Says what failed, and of which object, without text of the API server, which may carry what was sent. */
    static StepOutcome outcome(KubernetesClientException failure) {
        if (failure.getCode() <= 0) {
            return new StepOutcome.Failed("ApiServerSilent", "the API server gave no answer; it is asked again");
        }
        String kind = failure.getResourcePlural();
        if (kind != null && isNotServed(failure)) {
            return new StepOutcome.Failed(
                    "ApiMissing",
                    "the cluster does not serve " + kind + " of " + failure.getGroup() + "/" + failure.getVersion()
                            + "; install what brings them");
        }
        String reason = reason(failure);
        return new StepOutcome.Failed(
                "ApiServerRefused",
                "the API server answered " + failure.getCode() + (reason.isEmpty() ? "" : " " + reason)
                        + (kind == null
                                ? ""
                                : " for " + kind + (failure.getName() == null ? "" : " " + failure.getName())));
    }

    /** A path that the API server does not know has no reason; an object that is not there has one. */
    private static boolean isNotServed(KubernetesClientException failure) {
        return failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND
                && reason(failure).isEmpty();
    }

    private static String reason(KubernetesClientException failure) {
        String reason = failure.getStatus() == null ? null : failure.getStatus().getReason();
        return reason == null ? "" : reason;
    }
}
