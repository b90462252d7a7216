// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.rotate;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where the services of a node, or the control plane, are that rotate something, and who asks. */
final class NodeServices {

    /** What the registry rotates; all else is the authorization server's. */
    private static final Set<String> OF_THE_REGISTRY =
            Set.of("node-certificate", "node-ca", "vendor-ca", "contract-certificate");

    /** What the control plane rotates. */
    private static final Set<String> OF_THE_CONTROL_PLANE = Set.of("redis-password", "audit-key");

    @Option(
            names = "--url",
            defaultValue = "${env:NOTENBOOM_URL}",
            description = "Internal URL of the node's auth-service (default: NOTENBOOM_URL).")
    String auth = "";

    @Option(
            names = "--registry-url",
            defaultValue = "${env:NOTENBOOM_REGISTRY_URL}",
            description = "Internal URL of the node's registry-service (default: NOTENBOOM_REGISTRY_URL).")
    String registry = "";

    @Option(
            names = "--hosting-url",
            defaultValue = "${env:NOTENBOOM_HOSTING_URL}",
            description = "URL of the control plane (default: NOTENBOOM_HOSTING_URL).")
    String hosting = "";

    @Option(
            names = "--token-file",
            required = true,
            defaultValue = "${env:NOTENBOOM_TOKEN_FILE}",
            description = "File with an API token with scope keys:rotate (default: NOTENBOOM_TOKEN_FILE).")
    Path tokenFile = Path.of("");

    /** A service that has rotations, and how it is told where it is. */
    private record Place(String service, String option, String url) {

        @SuppressWarnings("ConstantValue") // picocli sets null where the environment has no such variable
        boolean isGiven() {
            return url != null && !url.isEmpty();
        }

        String base() {
            return url.replaceAll("/+$", "") + "/" + service + "/v1/rotations";
        }
    }

    private Place auth() {
        return new Place("auth", "--url", auth);
    }

    private Place registry() {
        return new Place("registry", "--registry-url", registry);
    }

    private Place hosting() {
        return new Place("hosting", "--hosting-url", hosting);
    }

    /** The APIs of the node; that of the control plane, which has other tokens, if no node is known. */
    List<String> bases() {
        List<String> bases = given(auth(), registry());
        if (bases.isEmpty()) {
            bases = given(hosting());
        }
        if (bases.isEmpty()) {
            throw new IllegalArgumentException(
                    "say where the node or the control plane is: --url, --registry-url, --hosting-url");
        }
        return bases;
    }

    private static List<String> given(Place... places) {
        return Stream.of(places).filter(Place::isGiven).map(Place::base).toList();
    }

    /** The API of a kind. */
    String base(String kind) {
        Place place = auth();
        if (OF_THE_REGISTRY.contains(kind)) {
            place = registry();
        } else if (OF_THE_CONTROL_PLANE.contains(kind)) {
            place = hosting();
        }
        if (!place.isGiven()) {
            throw new IllegalArgumentException("say where the service is that has " + kind + ": " + place.option());
        }
        return place.base();
    }
}
