// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import io.notenboom.hosting.customer.NetworkName;
import io.notenboom.hosting.customer.SoftwareVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What this machine offers to nodes.
 *
 * @param nodes folder with a folder for each node
 * @param data folder of the control plane itself, where it keeps what outlives a node
 * @param secrets folder with secrets that specifications name, one file each
 * @param software built software by version
 * @param networks networks that nodes can join
 * @param memoryMib memory that all nodes together may be promised, MiB
 * @param javaOptions further options for the JVMs of all services
 * @param vault where customers may have their keys; null = there is none
 */
public record ProcessSettings(
        Path nodes,
        Path data,
        Path secrets,
        Map<SoftwareVersion, Path> software,
        Map<NetworkName, Network> networks,
        int memoryMib,
        List<String> javaOptions,
        @Nullable HostVault vault) {

    public ProcessSettings {
        software = Map.copyOf(software);
        networks = Map.copyOf(networks);
        javaOptions = List.copyOf(javaOptions);
    }

    /**
     * A network and its Foundation.
     *
     * @param foundationUrl where nodes apply for certificates
     * @param tokenFile token with scope {@code enrolment:request} there
     * @param root certificate of the Foundation, PEM
     * @param reviewTokenFile token with scope {@code enrolment:admin} there, with which applications of our own customers are
     *     accepted at once; for a development Foundation on the same machine only. null = people of the Foundation review them
     * @param bootstrapPeers peers to begin with
     */
    public record Network(
            String foundationUrl,
            Path tokenFile,
            Path root,
            @Nullable Path reviewTokenFile,
            List<String> bootstrapPeers) {
        public Network {
            bootstrapPeers = List.copyOf(bootstrapPeers);
        }
    }
}
