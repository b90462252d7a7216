// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What failed, in words: a failure of the file system says by itself no more than the name of a file. */
final class FailureText {

    private FailureText() {}

    static String of(Exception failure) {
        return switch (failure) {
            case UncheckedIOException wrapped
            when wrapped.getCause() instanceof IOException cause -> wrapped.getMessage() + ": " + of(cause);
            case NoSuchFileException missing -> "there is no file " + missing.getFile();
            case AccessDeniedException denied -> "no access to the file " + denied.getFile();
            case FileAlreadyExistsException there -> "the file is there already: " + there.getFile();
            case FileSystemException other
            when other.getReason() == null -> "the file cannot be read or written: " + other.getFile();
            default -> failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        };
    }
}
