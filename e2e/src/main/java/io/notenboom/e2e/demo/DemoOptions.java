// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * How to run the demo.
 *
 * @param home root of the built source tree
 * @param folder where this run keeps its files
 * @param keep leave everything running
 * @param gateway what stands before the sender's FHIR server
 * @param profile the profile of the PDPs and their enforcement points
 * @param javaOptions further options for the JVMs of the vendors' services
 * @param fhir the FHIR servers
 * @param small labels of the vendors' nodes that are one process each
 */
public record DemoOptions(
        Path home,
        Path folder,
        boolean keep,
        GatewayChoice gateway,
        String profile,
        List<String> javaOptions,
        Fhir fhir,
        Set<String> small) {

    private static final String NEGOTIATION = "negotiation";

    public DemoOptions {
        javaOptions = List.copyOf(javaOptions);
        small = Set.copyOf(small);
    }

    /** As the demo is: the profile that is shipped as the default. */
    public DemoOptions(Path home, Path folder, boolean keep, GatewayChoice gateway) {
        this(home, folder, keep, gateway, "seed/handoff-only", List.of(), new Fhir("stu3", false), Set.of());
    }

    /** The same under another profile, with further options for the JVMs. */
    public DemoOptions under(String other, List<String> options) {
        return new DemoOptions(home, folder, keep, gateway, other, options, fhir, small);
    }

    /** The same with other FHIR servers. */
    public DemoOptions with(Fhir servers) {
        return new DemoOptions(home, folder, keep, gateway, profile, javaOptions, servers, small);
    }

    /** The same with vendors' nodes of one process each. */
    public DemoOptions withSmallNodes() {
        return new DemoOptions(home, folder, keep, gateway, profile, javaOptions, fhir, Set.of("a", "b"));
    }

    /** The same with one node, that of vendor A, of one process, and one of several. */
    public DemoOptions withNodesOfBothKinds() {
        return new DemoOptions(home, folder, keep, gateway, profile, javaOptions, fhir, Set.of("a"));
    }

    /** The profiles of the enforcement points: with negotiation those without it as well. */
    List<String> profiles() {
        return profile.endsWith(NEGOTIATION)
                ? List.of(profile, profile.substring(0, profile.length() - NEGOTIATION.length()) + "handoff-only")
                : List.of(profile);
    }

    /**
     * The FHIR servers.
     *
     * @param version {@code stu3} or {@code r4}
     * @param atReceiver whether the receiver has one as well
     */
    public record Fhir(String version, boolean atReceiver) {}

    /** Choice of the enforcement point. */
    public enum GatewayChoice {
        /** NGINX where it is installed, else the AAA-proxy. */
        AUTO,
        /** NGINX; an error if it is not installed. */
        NGINX,
        /** The AAA-proxy. */
        PROXY
    }
}
