// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import java.nio.file.Path;

/**
 * How to run the demo.
 *
 * @param home root of the built source tree
 * @param folder where this run keeps its files
 * @param keep leave everything running
 * @param gateway what stands before the sender's FHIR server
 */
public record DemoOptions(Path home, Path folder, boolean keep, GatewayChoice gateway) {

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
