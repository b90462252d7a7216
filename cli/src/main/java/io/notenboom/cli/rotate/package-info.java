// SPDX-License-Identifier: Apache-2.0
/** {@code notenboom rotate}: rotation of what a node holds, over its internal API. */
@NullMarked
package io.notenboom.cli.rotate;

import org.jspecify.annotations.NullMarked;
