// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.app;

import io.notenboom.e2e.fhir.FhirServerCommand;
import java.time.InstantSource;
import picocli.CommandLine;

/** Entry point of the process with the FHIR server of the demo. */
public final class FhirServerMain {

    private FhirServerMain() {}

    /** Starts the server; returns when the process is told to stop. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FhirServerCommand(InstantSource.system())).execute(arguments));
    }
}
