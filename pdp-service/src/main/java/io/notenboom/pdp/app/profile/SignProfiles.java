// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.profile;

import io.notenboom.pdp.profile.ProfileReader;
import io.notenboom.pdp.profile.SignedProfile;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Signs profiles with a new key, of which only the public half is kept: what was signed cannot be changed afterwards, not even
 * by who signed it. Arguments: {@code --keys=FILE PROFILE.json...}; writes {@code PROFILE.json.jws} beside each profile and the
 * public key to FILE. With {@code --private-key=FILE} the key is read from there, or made and kept there. Ends with 0, or with 2
 * and a message.
 */
public final class SignProfiles {

    private static final int WRONG = 2;

    private final PrintStream out;
    private final PrintStream err;

    SignProfiles(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Signs, and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new SignProfiles(System.out, System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            Path keys = null;
            Path privateKey = null;
            List<Path> profiles = new ArrayList<>();
            for (String argument : arguments) {
                if (argument.startsWith("--keys=")) {
                    keys = Path.of(argument.substring("--keys=".length()));
                } else if (argument.startsWith("--private-key=")) {
                    privateKey = Path.of(argument.substring("--private-key=".length()));
                } else if (argument.startsWith("--")) {
                    return wrong("unknown option " + argument);
                } else {
                    profiles.add(Path.of(argument));
                }
            }
            if (keys == null || profiles.isEmpty()) {
                return wrong("give --keys=FILE for the public key, and the profiles to sign");
            }
            sign(profiles, keys, privateKey == null ? newKey() : StoredKey.readOrMake(privateKey));
            return 0;
        } catch (IllegalArgumentException | JsonInputException incorrect) {
            return wrong(String.valueOf(incorrect.getMessage()));
        } catch (IOException | GeneralSecurityException failed) {
            return wrong("cannot sign: " + failed.getMessage());
        }
    }

    private int wrong(String problem) {
        err.println("notenboom: " + problem);
        return WRONG;
    }

    private void sign(List<Path> profiles, Path keys, KeyPair pair) throws IOException {
        Jwk key = Jwk.of(pair.getPublic());
        JwsSigner signer = JwsSigner.inMemory(key.algorithm(), pair.getPrivate());
        for (Path profile : profiles) {
            byte[] data = Files.readAllBytes(profile);
            ProfileReader.read(StrictJson.parse(data, SignedProfile.MAX_LENGTH));
            Path signature = profile.resolveSibling(profile.getFileName() + SignedProfile.SUFFIX);
            Files.writeString(signature, SignedProfile.sign(data, key, signer) + "\n");
            out.println("signed " + profile);
        }
        var set = StrictJson.newObject();
        set.putArray("keys").add(key.json());
        Files.write(keys, StrictJson.write(set));
        out.println("public key " + key.thumbprint() + " in " + keys);
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** A key pair in a file that only its owner reads: PKCS #8 and SubjectPublicKeyInfo in base64, a line each. */
    private static final class StoredKey {

        private StoredKey() {}

        static KeyPair readOrMake(Path file) throws IOException, GeneralSecurityException {
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
                if (lines.size() != 2) {
                    throw new IllegalArgumentException(file + " is no key that was made here");
                }
                var factory = java.security.KeyFactory.getInstance("EC");
                PrivateKey secret = factory.generatePrivate(new java.security.spec.PKCS8EncodedKeySpec(
                        Base64.getDecoder().decode(lines.getFirst())));
                return new KeyPair(
                        factory.generatePublic(new java.security.spec.X509EncodedKeySpec(
                                Base64.getDecoder().decode(lines.getLast()))),
                        secret);
            }
            KeyPair pair = newKey();
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file,
                    Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()) + "\n"
                            + Base64.getEncoder()
                                    .encodeToString(pair.getPublic().getEncoded()) + "\n",
                    StandardOpenOption.WRITE);
            return pair;
        }
    }
}
