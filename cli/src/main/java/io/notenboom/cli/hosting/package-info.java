// SPDX-License-Identifier: Apache-2.0
/** {@code notenboom hosting}: customers, by the API of a control plane. */
@NullMarked
package io.notenboom.cli.hosting;

import org.jspecify.annotations.NullMarked;
