// SPDX-License-Identifier: Apache-2.0
/** What commands that read and write files share. */
@NullMarked
package io.notenboom.cli.file;

import org.jspecify.annotations.NullMarked;
