// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.tls;

import io.notenboom.trust.tls.ListenerFolder;
import io.notenboom.trust.tls.TlsKeyKind;
import io.notenboom.trust.tls.TlsRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code notenboom tls csr}. */
@Command(
        name = "csr",
        description = {
            "Makes a key, for its owner only, and a certificate request (PKCS #10), which is printed. The listener goes on with"
                    + " what it has until `tls install`.",
            "Exit status: 0 done, 1 not possible, 2 wrong arguments, or a request waits already."
        },
        mixinStandardHelpOptions = true)
final class TlsRequestCommand extends TlsStep {

    @Option(
            names = "--name",
            required = true,
            description = "DNS name of the customer's host; may be given again. One customer's names only.")
    List<String> names = List.of();

    @Option(names = "--organization", description = "O of the subject, as the authority wants it.")
    String organization = "";

    @Option(names = "--country", description = "C of the subject: two capital letters.")
    String country = "";

    @Option(names = "--serial-number", description = "serialNumber of the subject, such as the OIN for PKIoverheid.")
    String serialNumber = "";

    @Option(
            names = "--key",
            defaultValue = "ec-p256",
            description = "ec-p256 (default), rsa-2048, rsa-3072 or rsa-4096; PKIoverheid takes RSA only.")
    String key = "ec-p256";

    @Option(names = "--replace", description = "Forget the request that waits, and its key.")
    boolean replace;

    @Override
    int run(ListenerFolder listener) throws IOException {
        Optional<TlsKeyKind> kind = TlsKeyKind.ofLabel(key);
        if (kind.isEmpty()) {
            return failed(
                    2,
                    "--key is one of "
                            + Arrays.stream(TlsKeyKind.values())
                                    .map(TlsKeyKind::label)
                                    .collect(Collectors.joining(", ")));
        }
        TlsRequest wanted = new TlsRequest(names, organization, country, serialNumber);
        if (listener.isPending() && !replace) {
            return failed(2, "a request waits in " + folder + " for its certificate; --replace forgets it");
        }
        listener.withdraw();
        tell(listener.request(wanted, kind.get()).strip());
        return 0;
    }
}
