// SPDX-License-Identifier: Apache-2.0
/** Tests of commands about nodes in Kubernetes. */
@NullMarked
package io.notenboom.cli.kubernetes;

import org.jspecify.annotations.NullMarked;
