// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.rotate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** Where the services of a node are that rotate something, and who asks. */
final class NodeServices {

    /** What the registry rotates; all else is the authorization server's. */
    private static final Set<String> OF_THE_REGISTRY =
            Set.of("node-certificate", "node-ca", "vendor-ca", "contract-certificate");

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
            names = "--token-file",
            required = true,
            defaultValue = "${env:NOTENBOOM_TOKEN_FILE}",
            description = "File with an API token with scope keys:rotate (default: NOTENBOOM_TOKEN_FILE).")
    Path tokenFile = Path.of("");

    /** The APIs that are known. */
    List<String> bases() {
        List<String> bases = new ArrayList<>();
        if (isGiven(auth)) {
            bases.add(base(auth, "auth"));
        }
        if (isGiven(registry)) {
            bases.add(base(registry, "registry"));
        }
        if (bases.isEmpty()) {
            throw new IllegalArgumentException("say where the node is: --url, --registry-url");
        }
        return bases;
    }

    /** The API of a kind. */
    String base(String kind) {
        boolean registrys = OF_THE_REGISTRY.contains(kind);
        String url = registrys ? registry : auth;
        if (!isGiven(url)) {
            throw new IllegalArgumentException(
                    "say where the service is that has " + kind + ": " + (registrys ? "--registry-url" : "--url"));
        }
        return base(url, registrys ? "registry" : "auth");
    }

    @SuppressWarnings("ConstantValue") // picocli sets null where the environment has no such variable
    private static boolean isGiven(String url) {
        return url != null && !url.isEmpty();
    }

    private static String base(String url, String service) {
        return url.replaceAll("/+$", "") + "/" + service + "/v1/rotations";
    }
}
