// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyDescription;
import io.notenboom.custody.PrivateKeyPem;
import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code notenboom cli keys import}: takes private keys of DIDs that another node made into the custodian. They count as in
 * use, so that no new DID gets one. All files are read before the first key is stored; a key that is there already stays.
 */
@Command(
        name = "import",
        description = {
            "Takes private keys of DIDs from another node into a customer's custodian: PEM files, PKCS #8, EC, not"
                    + " encrypted. The files stay: delete them when the move is done.",
            "Exit status: 0 done, 1 not possible, 2 a file is not such a key or is missing; nothing is imported then."
        },
        mixinStandardHelpOptions = true)
public final class KeysImportCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--custody", required = true, description = "The custodian's folder (notenboom.custody.dir).")
    Path custody = Path.of("custody");

    @Option(names = "--customer", required = true, description = "Customer id (notenboom.customer).")
    String customer = "";

    @Option(names = "--passphrase-file", required = true, description = "notenboom.custody.passphrase-file.")
    Path passphraseFile = Path.of("passphrase");

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Private keys, one in each file.")
    List<Path> files = List.of();

    @Override
    public Integer call() {
        Map<Path, KeyPair> read = new LinkedHashMap<>();
        for (Path file : files) {
            try {
                read.put(file, PrivateKeyPem.read(Files.readString(file)));
            } catch (NoSuchFileException missing) {
                return failed(2, "there is no file " + file);
            } catch (IOException | CustodyException unfit) {
                return failed(2, file + ": " + unfit.getMessage());
            }
        }
        try {
            store(SealedFileCustodianAdmin.open(custody, customer, passphraseFile), read);
            return 0;
        } catch (CustodyException failure) {
            return failed(1, String.valueOf(failure.getMessage()));
        }
    }

    private void store(SealedFileCustodianAdmin admin, Map<Path, KeyPair> read) {
        Map<Jwk, KeyId> held = held(admin.custodian());
        PrintWriter out = spec.commandLine().getOut();
        read.forEach((file, pair) -> {
            Jwk jwk = Jwk.of(pair.getPublic());
            KeyId known = held.get(jwk);
            KeyId keyId = known == null ? admin.importInUse(KeyPurpose.DID, pair) : known;
            held.put(jwk, keyId);
            out.println((known == null ? "imported " : "is there ") + keyId + "  " + file.getFileName());
        });
        out.flush();
    }

    private static Map<Jwk, KeyId> held(KeyCustodian custodian) {
        Map<Jwk, KeyId> held = new HashMap<>();
        for (KeyDescription key : custodian.list()) {
            if (key.purpose() == KeyPurpose.DID) {
                held.put(Jwk.of(custodian.publicKey(key.keyId())), key.keyId());
            }
        }
        return held;
    }

    private int failed(int status, String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("notenboom: " + why);
        err.flush();
        return status;
    }
}
