// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.notenboom.gateway.model.address.UrlPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gateway of one customer.
 *
 * @param customer its id, for comments only
 * @param listener where clients reach it
 * @param fhir what stands behind it
 * @param pdp who decides
 * @param aaaProxy our own enforcement point, which gets every request with a body and the notifications; null = such requests
 *     are refused
 * @param notification notification endpoint; needs {@code aaaProxy}
 * @param authService public paths of the auth-service under the same host; null = they have another host or port
 * @param limits what it bears
 * @param workers worker processes; 0 = one process without a master, for a supervisor on one machine; default 2
 * @param modules folder with the modules of NGINX or Apache; null = where Debian has them
 */
public record GatewayModel(
        CustomerId customer,
        @JsonProperty("public") PublicListener listener,
        FhirBackend fhir,
        DecisionPoint pdp,
        @Nullable Upstream aaaProxy,
        @Nullable Notification notification,
        @Nullable AuthService authService,
        @Nullable Limits limits,
        @Nullable Integer workers,
        @Nullable AbsoluteFile modules) {

    private static final int USUAL_WORKERS = 2;
    private static final int MOST_WORKERS = 64;

    public GatewayModel {
        Required.field(customer, "customer");
        Required.field(listener, "public");
        Required.field(fhir, "fhir");
        Required.field(pdp, "pdp");
        limits = limits == null ? Limits.DEFAULT : limits;
        workers = workers == null ? Integer.valueOf(USUAL_WORKERS) : workers;
        if (workers < 0 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("the field \"workers\" must be from 0 to " + MOST_WORKERS);
        }
        if (notification != null && aaaProxy == null) {
            throw new IllegalArgumentException(
                    "the field \"aaaProxy\" is missing: it serves what \"notification\" describes");
        }
        refuseOverlap(paths(fhir, notification, authService));
    }

    private static List<UrlPath> paths(
            FhirBackend fhir, @Nullable Notification notification, @Nullable AuthService authService) {
        List<UrlPath> paths = new ArrayList<>(List.of(fhir.base()));
        if (notification != null) {
            paths.add(notification.basePath());
        }
        paths.addAll(authService == null ? List.of() : authService.served());
        return paths;
    }

    private static void refuseOverlap(List<UrlPath> paths) {
        for (int first = 0; first < paths.size(); first++) {
            for (int second = first + 1; second < paths.size(); second++) {
                if (paths.get(first).overlaps(paths.get(second))) {
                    throw new IllegalArgumentException("the paths " + paths.get(first) + " and " + paths.get(second)
                            + " overlap: give each part a path of its own");
                }
            }
        }
    }
}
