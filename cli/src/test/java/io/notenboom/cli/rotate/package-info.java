// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code notenboom rotate}. */
@NullMarked
package io.notenboom.cli.rotate;

import org.jspecify.annotations.NullMarked;
