// SPDX-License-Identifier: Apache-2.0
/** Manifests as a folder of files, for who keeps a cluster by Git. */
@NullMarked
package io.notenboom.hosting.kubernetes.render;

import org.jspecify.annotations.NullMarked;
